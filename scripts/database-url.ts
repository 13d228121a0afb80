/** Where the database is, for programs that need nothing else of the configuration. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') {
    console.error('DATABASE_URL is missing: file:… or postgres://…, see .env.example');
    process.exit(1);
  }
  return url;
}
