// Checks a webhook with the reference library. In: {"secret", "headers", "body"} as JSON. Out: "ok", or why not.
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const { secret, headers, body } = JSON.parse(await text(process.stdin));
try {
  new Webhook(secret).verify(body, headers);
  console.log('ok');
} catch (error) {
  console.log(error.message);
}
