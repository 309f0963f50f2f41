import { HistoryActions } from './actions/history.ts';
import { LibraryActions } from './actions/library.ts';
import { TryOnActions } from './actions/try_on.ts';
import { Context } from './context.ts';

/** The state, and everything that can be done with it. Views get this and nothing else. */
export class App {
  readonly context = new Context();
  readonly library = new LibraryActions(this.context);
  readonly tryOn = new TryOnActions(this.context);
  readonly history = new HistoryActions(this.context);
  readonly store = this.context.store;
}
