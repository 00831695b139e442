// Reads a podcast feed with a parser that this project did not make. In: the feed. Out: what it understood, as JSON.
import { text } from 'node:stream/consumers';
import { parseRssFeed } from 'feedsmith';

console.log(JSON.stringify(parseRssFeed(await text(process.stdin))));
