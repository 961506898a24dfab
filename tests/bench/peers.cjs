// The peers on Node: `node peers.cjs ENGINE FOLDER N` prints the seconds, by the clock and of the processor, of N documents.
// docxtemplater and Carbone fill the template from values that are there already; neither reads nor checks anything.
const fs = require("fs");
const path = require("path");
const [name, folder, count] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(path.join(folder, "data.json"), "utf8"));
const nested = JSON.parse(fs.readFileSync(path.join(folder, "nested.json"), "utf8"));
const template = fs.readFileSync(path.join(folder, "template-docxtemplater.docx"));
const engines = {
  docxtemplater: async () => {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    const parser = (tag) => ({ get: () => data[tag] });
    const document = new Docxtemplater(new PizZip(template), { linebreaks: true, parser, delimiters: { start: "{{", end: "}}" } });
    document.render(data);
    return document.toBuffer();
  },
  carbone: () =>
    new Promise((done, failed) =>
      require("carbone").render(path.join(folder, "template-carbone.docx"), nested, {}, (error, result) =>
        error ? failed(error) : done(result))),
};
(async () => {
  const took = [];
  for (let number = 0; number < +count; number++) {
    const started = process.hrtime.bigint();
    const used = process.cpuUsage();
    fs.writeFileSync(path.join(folder, `out-${name}.docx`), await engines[name]());
    const spent = process.cpuUsage(used);
    took.push([Number(process.hrtime.bigint() - started) / 1e9, (spent.user + spent.system) / 1e6]);
  }
  console.log(JSON.stringify(took));
  process.exit(0);
})().catch((error) => {
  console.error(error.stack || error);
  process.exit(1);
});
