// Validates recorded requests and answers against an OpenAPI 3.1 document. Reads {"document","exchanges":[{"method","path","status","request","response"}]}, bodies as text,
// paths without the server's own; prints {"checked","violations":[…]}.
import { text } from 'node:stream/consumers';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const { document, exchanges } = JSON.parse(await text(process.stdin));
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ ...document, $id: 'api' });

const escaped = part => part.replaceAll('~', '~0').replaceAll('/', '~1');
const routes = Object.keys(document.paths).map(route => ({
  route,
  pattern: new RegExp(`^${route.replace(/[.]/g, '[.]').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  names: (route.match(/\{/g) ?? []).length,
})).sort((one, other) => one.names - other.names);

const violations = [];
let checked = 0;
for (const { method, path, status, request: asked, response: answered } of exchanges) {
  const [request, response] = [parse(asked), parse(answered)];
  const name = `${method.toUpperCase()} ${path} ${status}`;
  const found = routes.find(({ pattern }) => pattern.test(path));
  const operation = found && document.paths[found.route][method.toLowerCase()];
  if (!operation) {
    violations.push(`${name}: the document has no such call`);
    continue;
  }

  checked++;
  const answer = operation.responses[status];
  if (!answer) {
    violations.push(`${name}: the document has no such status`);
    continue;
  }

  const at = `api#/paths/${escaped(found.route)}/${method.toLowerCase()}`;
  const type = Object.keys(answer.content ?? {}).find(known => known.includes('json'));
  if (response !== null && type) {
    check(`${at}/responses/${status}/content/${escaped(type)}/schema`, response, `${name}, answer`);
  } else if (response !== null && !answer.content) {
    violations.push(`${name}: the document says that there is no body`);
  }

  // What is refused may be anything.
  if (request !== null && status < 400) {
    check(`${at}/requestBody/content/application~1json/schema`, request, `${name}, request`);
  }
}

console.log(JSON.stringify({ checked, violations }));

function parse(body) {
  try {
    return body === null ? null : JSON.parse(body);
  } catch {
    return null;
  }
}

function check(reference, value, what) {
  const validate = ajv.getSchema(encodeURI(reference)) ?? ajv.compile({ $ref: encodeURI(reference) });
  if (!validate(value)) violations.push(`${what}: ${ajv.errorsText(validate.errors)}`);
}
