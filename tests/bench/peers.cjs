/* The peers of npm, warm: one engine fills its template again and again, the data in memory, the document to a file.
 *
 *   NODE_PATH=SCRATCH/npm/node_modules node peers.cjs ENGINE SCRATCH OUTPUT N      -> a JSON list: ms of CPU time each
 */
const fs = require("fs");
const path = require("path");

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const paragraph = ([style, text]) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`;

function nested(values) {
  const tree = {};
  for (const [tag, value] of Object.entries(values)) {
    const groups = tag.split(".");
    const last = groups.pop();
    groups.reduce((branch, group) => (branch[group] ??= {}), tree)[last] = value;
  }
  return tree;
}

const mapped = (texts, form) => Object.fromEntries(Object.entries(texts).map(([tag, lines]) => [tag, form(lines)]));

const ENGINES = {
  docxtemplater(template, { values, texts }) {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    const blob = fs.readFileSync(template);
    const data = { ...values, ...mapped(texts, (lines) => lines.map(paragraph).join("")) };
    return async () => {
      const document = new Docxtemplater(new PizZip(blob), { paragraphLoop: true, nullGetter: () => "" });
      document.render(data);
      return document.toBuffer();
    };
  },
  carbone(template, { values, texts }) {
    const carbone = require("carbone");
    const data = { ...nested(values), ...mapped(texts, (lines) => lines.map(([, text]) => text).join("\n")) };
    return () => new Promise((done, fail) => carbone.render(template, data, {}, (error, document) => (error ? fail(error) : done(document))));
  },
};

/* A list, the whole process: `node peers.cjs list FOLDER OUTPUT 1`. */
async function list(folder, output) {
  const carbone = require("carbone");
  const data = JSON.parse(fs.readFileSync(path.join(folder, "values.json"), "utf8"));
  const document = await new Promise((done, fail) => carbone.render(path.join(folder, "carbone.docx"), data, {}, (error, made) => (error ? fail(error) : done(made))));
  fs.writeFileSync(output, document);
  process.exit(0);
}

async function main([name, scratch, output, rounds]) {
  if (name === "list") return list(scratch, output);
  const data = JSON.parse(fs.readFileSync(path.join(scratch, "data.json"), "utf8"));
  const render = ENGINES[name](path.join(scratch, `${name}.docx`), data);
  const took = [];
  for (let round = 0; round < +rounds; round++) {
    const before = process.cpuUsage();
    fs.writeFileSync(output, await render());
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
  }
  console.log(JSON.stringify(took));
  process.exit(0);
}

main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
