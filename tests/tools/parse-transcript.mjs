// Reads a transcript with a parser that this project did not make. In: the file. Out: the format that it is taken for, and its segments, as JSON.
import { text } from 'node:stream/consumers';
import transcriptator from 'transcriptator';

const file = await text(process.stdin);
console.log(JSON.stringify({ format: transcriptator.determineFormat(file), segments: transcriptator.convertFile(file) }));
