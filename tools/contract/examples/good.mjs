import assert from 'node:assert/strict';

/** What a request must have got for its reply to be an example of success. */
export function good(reply) {
  assert.equal(reply.status, 200, reply.text);
  return reply.json ?? reply.text;
}
