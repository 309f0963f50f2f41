import { Api } from './api/client.ts';
import { ApiError, sentenceOf } from './api/errors.ts';
import { forgetKey } from './session.ts';
import { INITIAL, type Notice, type State } from './state.ts';
import { Store } from './store.ts';
import { text } from './text.ts';

/** What all actions share: the state, and the API with the key of who is signed in. */
export class Context {
  readonly store = new Store<State>(INITIAL);
  #api: Api | null = null;
  #session = new AbortController();

  /** REQUIRES: signed in. */
  get api(): Api {
    if (this.#api === null) throw new ApiError('unauthenticated', text.signIn.signedOut);
    return this.#api;
  }

  /** Ends with the session: whatever is under way then is of no interest any more. */
  get session(): AbortSignal {
    return this.#session.signal;
  }

  begin(api: Api): void {
    this.#session = new AbortController();
    this.#api = api;
    this.store.update({ signedIn: true, signInNotice: null });
  }

  end(sentence: string): void {
    this.#session.abort();
    this.#api = null;
    forgetKey();
    for (const upload of [...this.store.state.garmentUploads, this.store.state.personUpload]) {
      if (upload !== null) URL.revokeObjectURL(upload.preview);
    }
    this.store.update({ ...INITIAL, route: this.store.state.route, signInNotice: sentence });
  }

  say(notice: Notice): void {
    this.store.update({ notice });
  }

  /** Runs an action and says what goes wrong; true when nothing did. A key that is refused ends the session. */
  async attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      const sentence = this.sentenceOf(error);
      if (sentence !== null) this.say({ tone: 'bad', sentence });
      return false;
    }
  }

  /** What to say about a failure in its own place; null: nothing, the session is over. */
  sentenceOf(error: unknown): string | null {
    if (this.session.aborted) return null;
    if (error instanceof ApiError && error.kind === 'unauthenticated') {
      this.end(text.signIn.revoked);
      return null;
    }
    if (!(error instanceof ApiError)) console.error(error);
    return sentenceOf(error);
  }
}
