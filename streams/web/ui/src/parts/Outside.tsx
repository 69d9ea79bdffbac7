/** A link to an article: only to http and https, and the other page learns nothing of this one. */

import type { ComponentChildren, JSX } from "preact";

import { ExternalIcon } from "./icons";

export function isWebAddress(url: string | null): url is string {
  if (url === null) return false;
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

export function Outside({ url, children }: { url: string | null; children: ComponentChildren }): JSX.Element {
  if (!isWebAddress(url)) return <>{children}</>;
  return (
    <a class="outside" href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children} <ExternalIcon /><span class="hidden"> (opens a new tab)</span>
    </a>
  );
}
