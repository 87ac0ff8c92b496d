// Lets the tests load the page's own TypeScript, and the stubs, as they are: each file is transpiled when it is loaded.
// Given to Node with --import.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

if (isMainThread) register(import.meta.url);

/** Finds what an import without an ending means. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith(".") && context.parentURL) {
    const meant = new URL(`${specifier}.ts`, context.parentURL);
    if (existsSync(fileURLToPath(meant))) return { url: meant.href, format: "module", shortCircuit: true };
  }
  return next(specifier, context);
}

/** Reads TypeScript as JavaScript. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const { default: typescript } = await import("typescript");
  const { outputText } = typescript.transpileModule(await readFile(fileURLToPath(url), "utf8"), {
    fileName: url,
    compilerOptions: { module: "ESNext", target: "ES2022", verbatimModuleSyntax: true, inlineSourceMap: true },
  });
  return { format: "module", source: outputText, shortCircuit: true };
}
