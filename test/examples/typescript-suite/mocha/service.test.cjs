// Mocha, CommonJS: a hook's timeout is the hook's alone.
const { strict: assert } = require('node:assert');
const { once } = require('node:events');

const { after, before, describe, it } = require('mocha');

describe('the service', () => {
  let server;

  before(async function () {
    this.timeout(60_000);
    server = require('node:http').createServer((_, response) => response.end('[]'));
    await once(server.listen(0), 'listening');
  });

  after(() => server.close());

  it('answers a search', async () => {
    const answer = await fetch(`http://127.0.0.1:${server.address().port}/search?q=cat`);
    assert.deepEqual(await answer.json(), []);
  });

  it('answers ten searches', async function () {
    this.timeout(20_000);
    const url = `http://127.0.0.1:${server.address().port}/search?q=dog`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(url)));
    assert.ok(answers.every(({ ok }) => ok));
  });
});
