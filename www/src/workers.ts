// Starts workers. Under the page's policy, this is the only place that may.

interface Policy {
  createScriptURL(url: string): string;
}

const { trustedTypes } = globalThis as unknown as {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
};

const policy = trustedTypes?.createPolicy("playground-workers", {
  createScriptURL: (url) => {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`a worker from elsewhere: ${url}`);
    return url;
  },
});

/** @param url of a module that the build has written */
export function startWorker(url: string): Worker {
  return new Worker(policy?.createScriptURL(url) ?? url, { type: "module" });
}
