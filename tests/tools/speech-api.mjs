// Speaks with an official client of the speech endpoint, as a program does that changes its base address alone.
// Reads {"client": "openai" or "together","baseURL","apiKey","output","request"}; prints {"bytes","contentType","requestId","models","voices"}
// or {"error": the class, "status","message","code"}.
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';
import Together from 'together-ai';

const { client: name, baseURL, apiKey, output, request } = JSON.parse(await text(process.stdin));
const client = name === 'openai' ? new OpenAI({ baseURL, apiKey }) : new Together({ baseURL, apiKey });

try {
  const response = await client.audio.speech.create(request);
  const audio = Buffer.from(await response.arrayBuffer());
  await writeFile(output, audio);
  const models = [];
  if (name === 'openai') {
    for await (const model of client.models.list()) models.push(model.id);
  } else {
    models.push(...(await client.models.list()).map(model => model.id));
  }
  const voices = name === 'together' ? (await client.audio.voices.list()).data.flatMap(entry => entry.voices.map(voice => voice.id ?? voice.name)) : [];
  console.log(JSON.stringify({
    bytes: audio.length, contentType: response.headers.get('content-type'), requestId: response.headers.get('x-request-id'), models, voices,
  }));
} catch (error) {
  if (!(error instanceof OpenAI.APIError) && !(error instanceof Together.APIError)) throw error;
  console.log(JSON.stringify({ error: error.constructor.name, status: error.status, message: error.message, code: error.code ?? error.error?.error?.code ?? null }));
}
