import { Api } from '../api/client.ts';
import { ApiError, sentenceOf } from '../api/errors.ts';
import type { Context } from '../context.ts';
import { rememberKey, rememberedKey } from '../session.ts';
import { text } from '../text.ts';

/** Signs in; the sentence to show when that fails. */
export async function signIn(context: Context, key: string, remember: boolean): Promise<string | null> {
  const api = new Api(key);
  try {
    await api.check();
  } catch (error) {
    const wrong = error instanceof ApiError && error.kind === 'unauthenticated';
    return wrong ? text.signIn.wrong : sentenceOf(error);
  }
  if (remember) rememberKey(key);
  context.begin(api);
  return null;
}

/** Goes on with the key of this tab, if there is one; it is asked for again when the server refuses it. */
export function resume(context: Context): boolean {
  const key = rememberedKey();
  if (key === null) return false;
  context.begin(new Api(key));
  return true;
}

export function signOut(context: Context): void {
  context.end(text.signIn.signedOut);
}
