// import-paths.cjs, on the thread where Node.js before 22.15 runs hooks.
import { createRequire } from 'node:module';

const { isMissingPackage } = createRequire(import.meta.url)('./import-paths.cjs');
let parents;

export function initialize(data) {
  parents = data;
}

export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!isMissingPackage(error, specifier)) throw error;
    for (const parentURL of parents) {
      try {
        return await next(specifier, { ...context, parentURL });
      } catch (elsewhere) {
        if (!isMissingPackage(elsewhere, specifier)) throw elsewhere;
      }
    }
    throw error;
  }
}
