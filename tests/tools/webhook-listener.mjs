// A receiver of webhooks on a free loopback port. It prints {"port"} when it listens, then a line for each request:
// method, path, the webhook headers, the body as it came, and whether the reference library verifies it.
// WEBHOOK_SECRET: what to verify with. WEBHOOK_STATUSES: what to answer in turn, "503,500,200"; the last one repeats.
// WEBHOOK_RETRY_AFTER: a Retry-After for every answer that is not 2xx. It ends when its standard input closes.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const secret = process.env.WEBHOOK_SECRET ?? '';
const statuses = (process.env.WEBHOOK_STATUSES || '200').split(',').map(Number);
const retryAfter = process.env.WEBHOOK_RETRY_AFTER;
let requests = 0;

function verify(body, headers) {
  try {
    new Webhook(secret).verify(body, headers);
    return { verified: true, reason: '' };
  } catch (error) {
    return { verified: false, reason: error.message };
  }
}

const server = createServer(async (request, response) => {
  const { method, url, headers } = request;
  const status = statuses[Math.min(requests++, statuses.length - 1)];
  const body = (await buffer(request)).toString('utf8');
  console.log(JSON.stringify({
    method,
    path: url,
    'webhook-id': headers['webhook-id'],
    'webhook-timestamp': headers['webhook-timestamp'],
    'webhook-signature': headers['webhook-signature'],
    'content-type': headers['content-type'],
    body,
    ...verify(body, headers),
    status,
  }));
  const isTaken = status >= 200 && status <= 299;
  response.writeHead(status, { 'content-type': 'text/plain', ...(retryAfter && !isTaken ? { 'retry-after': retryAfter } : {}) }).end(isTaken ? 'Taken, thank you.' : 'Not today.\u0000\u001b[31m');
});

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.resume().on('close', () => process.exit()).on('end', () => process.exit());
