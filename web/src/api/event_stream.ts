// Server-sent events over fetch: EventSource cannot send a key in a header.

export interface StreamEvent {
  id: string;
  event: string;
  data: string;
}

/** Takes a stream's text piece by piece, cut anywhere, and gives the events that are complete (HTML, 9.2.6). */
export class EventStreamParser {
  #rest = '';
  #data: string[] = [];
  #event = '';
  #id = '';

  /** The id to go on from after a broken connection. */
  get lastEventId(): string {
    return this.#id;
  }

  take(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.#field(line);
      else if (this.#data.length > 0) events.push(this.#dispatch());
      else this.#event = '';
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    if (name === 'event') this.#event = value;
    if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  #dispatch(): StreamEvent {
    const event = { id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') };
    this.#data = [];
    this.#event = '';
    return event;
  }
}

/** Reads a stream to its end. */
export async function* readEvents(stream: ReadableStream<Uint8Array>, parser: EventStreamParser): AsyncGenerator<StreamEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.take(decoder.decode(value, { stream: true }));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
