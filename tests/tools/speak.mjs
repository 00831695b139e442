// Speaks one sentence with the official client of the speech endpoint.
// node speak.mjs BASE_ADDRESS KEY OUTPUT REQUEST_JSON; prints {"status","contentType","models"} or {"status","error"}.
import { writeFile } from 'node:fs/promises';
import Together from 'together-ai';

const [baseURL, apiKey, output, request] = process.argv.slice(2);
const client = new Together({ apiKey, baseURL, maxRetries: 0 });

try {
  const response = await client.audio.speech.create(JSON.parse(request));
  await writeFile(output, Buffer.from(await response.arrayBuffer()));
  const voices = await client.audio.voices.list();
  console.log(JSON.stringify({
    status: response.status,
    contentType: response.headers.get('content-type'),
    models: voices.data.map(entry => entry.model),
  }));
} catch (error) {
  if (!(error instanceof Together.APIError)) throw error;
  console.log(JSON.stringify({ status: error.status, error: error.error }));
}
