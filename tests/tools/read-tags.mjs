// Reads the tags of an audio file with a library that this project did not make. In: the file's path. Out: what it understood, as JSON.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseFile } from 'music-metadata';

const { common, format, native, quality } = await parseFile((await text(process.stdin)).trim(), { duration: true });
const frames = native['ID3v2.3'] ?? [];
const valuesOf = id => frames.filter(frame => frame.id === id).map(frame => frame.value);
const tables = new Map(valuesOf('CTOC').map(table => [table.label, table]));
const chapters = new Map(valuesOf('CHAP').map(chapter => [chapter.label, chapter]));

// The library itself does not follow a table of contents into those that it lists.
function* inOrder(table) {
  for (const name of table?.childElementIds ?? []) {
    if (tables.has(name)) yield* inOrder(tables.get(name));
    else yield chapters.get(name);
  }
}

const top = [...tables.values()].filter(table => table.flags.topLevel);
console.log(JSON.stringify({
  title: common.title,
  artist: common.artist,
  album: common.album,
  track: common.track.no,
  date: common.date,
  year: common.year,
  language: common.language,
  comment: (common.comment ?? []).map(comment => comment.text ?? comment),
  pictures: (common.picture ?? []).map(picture => ({ format: picture.format, type: picture.type, bytes: picture.data.length, sha256: createHash('sha256').update(picture.data).digest('hex') })),
  chapters: [...inOrder(top[0])].map(chapter => ({
    title: chapter.frames.get('TIT2'),
    start: chapter.info.startTime,
    end: chapter.info.endTime,
  })),
  contents: top[0]?.frames.get('TIT2'),
  marks: chapters.size,
  tops: top.length,
  samples: format.numberOfSamples,
  duration: format.duration,
  native: Object.fromEntries(Object.values(native).flat().filter(tag => typeof tag.value === 'string').map(tag => [tag.id, tag.value])),
  warnings: quality.warnings.map(warning => warning.message),
}));
