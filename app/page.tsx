import { redirect } from 'next/navigation';
import { screensFor } from '#components/shell/screens.ts';
import { findSignedIn } from '#lib/auth/require-grant.ts';

/** The way to the first screen that the member may open. */
export default async function HomePage() {
  const person = await findSignedIn();
  if (!person) redirect('/sign-in');
  const [first] = screensFor(person.permissions);
  redirect(first?.href ?? '/account');
}
