// A TypeScript client that openapi-typescript generates from the contract: it is checked by the compiler, then converts an article.
// Standard input: {document, address, folder}. Standard output: {errors: what the compiler finds, wrong: the same for a program with a wrong field, job}.

import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const { document, address, folder } = JSON.parse(await text(process.stdin));
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
writeFileSync(join(folder, 'api.d.ts'), astToString(await openapiTS(document)));

const program = `
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

export async function convert(address: string) {
  const client = createClient<paths>({ baseUrl: address });
  const { data, error } = await client.POST('/jobs', {
    params: { header: { Prefer: 'wait=60' } },
    body: { article: { format: 'markdown', content: '# Generated\\n\\nThis client was written by nobody.' }, voice: 'am_adam', response_format: 'mp3' },
  });
  if (error) throw new Error(JSON.stringify(error));
  const id: string = 'id' in data ? data.id : '';
  const job = await client.GET('/jobs/{id}', { params: { path: { id } } });
  return { status: job.data?.status, url: job.data?.result?.audio.url, seconds: job.data?.result?.audio.duration_seconds };
}
`;

const options = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true, outDir: folder, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] };
const compile = (name, text) => {
  writeFileSync(join(folder, name), text);
  const compiled = ts.createProgram([join(folder, name)], options);
  compiled.emit();
  return ts.getPreEmitDiagnostics(compiled).map(found => ts.flattenDiagnosticMessageText(found.messageText, '\n'));
};
const errors = compile('converts.ts', program);
const wrong = compile('wrong.ts', program.replace("voice: 'am_adam'", "vioce: 'am_adam'"));
const { convert } = await import(pathToFileURL(join(folder, 'converts.js')).href);
console.log(JSON.stringify({ errors, wrong, job: await convert(address) }));
