/** Next calls this once before the first request. What only Node can do is loaded only there. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startServer } = await import('#lib/start-server.ts');
  await startServer();
}
