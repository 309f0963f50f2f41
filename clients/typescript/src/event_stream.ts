/** One event of a stream of server-sent events. */
export interface StreamEvent {
  id: string | undefined;
  event: string;
  data: string;
}

/** Reads what the HTML standard calls an event stream. `heard` is called for whatever comes, comments too. */
export async function* eventsOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let event = new Pending();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      pending += decoder.decode(value, { stream: true });
      // A CR at the very end may be half of a CR LF.
      for (let match = LINE.exec(pending); match; match = LINE.exec(pending)) {
        pending = pending.slice(match[0].length);
        if (match[1] !== '') {
          event.take(match[1] as string);
          continue;
        }
        if (event.data.length > 0) yield event.done();
        event = new Pending(event.id);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const LINE = /^([^\r\n]*)(?:\r\n|\n|\r(?=[^\n]))/;

class Pending {
  event = 'message';
  data: string[] = [];

  constructor(public id: string | undefined = undefined) {}

  take(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') this.id = value;
    else if (field === 'event') this.event = value;
    else if (field === 'data') this.data.push(value);
  }

  done(): StreamEvent {
    return { id: this.id, event: this.event, data: this.data.join('\n') };
  }
}
