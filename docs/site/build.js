// Assembles the project's site in a folder, as it is published: README as the front page, the documents, the API reference
// and the playground. `cargo xtask site` builds what goes in, and calls it.
//
//     node docs/site/build.js FOLDER REPOSITORY

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The playground formats Markdown with it, too. */
const { Marked } = await import(pathToFileURL(createRequire(join(ROOT, "www/package.json")).resolve("marked")));

const [folder, repository] = process.argv.slice(2);
if (repository === undefined) throw new Error("usage: node docs/site/build.js FOLDER REPOSITORY");

/** The pages made of Markdown, by the paths of their sources. */
const PAGES = new Map([["README.md", "index.html"]]);
for (const name of ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]) PAGES.set(name, name.toLowerCase().replace(".md", ".html"));
for (const name of readdirSync(join(ROOT, "docs"))) {
  if (name.endsWith(".md")) PAGES.set(`docs/${name}`, `docs/${name.replace(".md", ".html")}`);
}

const relative = (page, path) => posix.relative(posix.dirname(page), path);

rmSync(folder, { recursive: true, force: true });
cpSync(join(ROOT, "build/www"), join(folder, "playground"), { recursive: true });
cpSync(join(ROOT, "build/docs"), join(folder, "reference"), { recursive: true });
write("site.css", readFileSync(new URL("site.css", import.meta.url)));
write("icon.svg", readFileSync(join(ROOT, "www/src/icon.svg")));
write("playground.png", readFileSync(join(ROOT, "www/playground.png")));
for (const [source, page] of PAGES) write(page, pageOf(source, page));

function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function pageOf(source, page) {
  const text = readFileSync(join(ROOT, source), "utf8");
  const slugs = new Map();
  const link = (href) => addressOf(href, source, page);
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text: raw }) {
        return `<h${depth} id="${slugOf(raw, slugs)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escape(link(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text: alt }) {
        return `<img src="${escape(link(href))}" alt="${escape(alt)}">`;
      },
      table(token) {
        const row = (cells, tag) => `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>\n`;
        const rows = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="table"><table><thead>${row(token.header, "th")}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  const title = /^# (.+)$/m.exec(text)?.[1].replaceAll("`", "") ?? "backend-message";
  const to = (path) => relative(page, path);
  const documents = [...PAGES].filter(([path]) => path.startsWith("docs/")).map(([path, own]) => {
    const name = path.slice("docs/".length, -".md".length).replaceAll("-", " ");
    return `<li><a href="${to(own)}"${own === page ? ' aria-current="page"' : ""}>${name}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title === "backend-message" ? title : `${title} · backend-message`)}</title>
<link rel="icon" href="${to("icon.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${to("site.css")}">
</head>
<body>
<header>
<nav aria-label="Site">
<a href="${to("index.html")}">backend-message</a>
<a href="${to("playground/index.html")}">Playground</a>
<a href="${to("reference/index.html")}">API reference</a>
<a href="${escape(repository)}">Source</a>
</nav>
</header>
<div class="columns">
<nav aria-label="Documents"><ul>
${documents.join("\n")}
</ul></nav>
<main>
${marked.parse(text)}</main>
</div>
</body>
</html>
`;
}

/** Where a link of a Markdown file leads on the site: to a page of it, or to the repository. */
function addressOf(href, source, page) {
  if (/^[a-z]+:/i.test(href)) return href;
  const [path, fragment] = href.split("#");
  const hash = fragment === undefined ? "" : `#${fragment}`;
  if (path === "") return hash;
  const target = posix.join(posix.dirname(source), path);
  if (target === "www/playground.png") return relative(page, "playground.png");
  const own = PAGES.get(target);
  if (own !== undefined) return relative(page, own) + hash;
  if (!existsSync(join(ROOT, target))) throw new Error(`${source} links to ${href}, which is not there`);
  const kind = statSync(join(ROOT, target)).isDirectory() ? "tree" : "blob";
  return `${repository}/${kind}/main/${target}${hash}`;
}

/** A heading's name in addresses, as GitHub makes it. */
function slugOf(heading, slugs) {
  const slug = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
  const times = slugs.get(slug) ?? 0;
  slugs.set(slug, times + 1);
  return times === 0 ? slug : `${slug}-${times}`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
