/** One value that views watch. Values are replaced, never changed in place. */
export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  update(change: Partial<State> | ((state: Readonly<State>) => Partial<State>)): void {
    const patch = typeof change === 'function' ? change(this.#state) : change;
    this.#state = { ...this.#state, ...patch };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls `show` now and whenever one of the selected values is another one, until the signal. */
  watch<Selected extends unknown[]>(
    select: (state: Readonly<State>) => [...Selected], show: (...selected: [...Selected]) => void, signal: AbortSignal,
  ): void {
    let shown: [...Selected] | null = null;
    const listener = (): void => {
      const selected = select(this.#state);
      if (shown !== null && selected.every((value, i) => Object.is(value, shown?.[i]))) return;
      shown = selected;
      show(...selected);
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
    listener();
  }
}
