import { useRef, useState } from 'react';
import type { ListKind } from '#lib/intake/list-report.ts';
import { type ListRefusal, type ListView, listRefusals } from '#lib/lists/list-view.ts';

/** What is read: bytes of a file, or the text of a paste. */
export interface ListSource {
  readonly name: string;
  readonly bytes: Blob;
}

export type ReadListState =
  | { readonly is: 'idle' }
  | { readonly is: 'reading'; readonly percent: number }
  | { readonly is: 'refused'; readonly because: ListRefusal };

/** Sends a list to be read, with its length and SHA-256, so that a cut upload is noticed. One at a time. */
export function useReadList(kind: ListKind, onRead: (list: ListView) => void) {
  const [state, setState] = useState<ReadListState>({ is: 'idle' });
  const running = useRef<XMLHttpRequest | null>(null);

  const read = async (source: ListSource, column: number | 'guess'): Promise<void> => {
    running.current?.abort();
    setState({ is: 'reading', percent: 0 });
    try {
      const hash = await crypto.subtle.digest('SHA-256', await source.bytes.arrayBuffer());
      const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const query = new URLSearchParams({
        kind,
        format: /\.xlsx$/i.test(source.name) ? 'xlsx' : 'text',
        column: String(column),
        bytes: String(source.bytes.size),
        sha256,
      });
      const answer = await send(`/api/uploads?${query}`, source, running, (percent) =>
        setState({ is: 'reading', percent }),
      );
      if (answer === null) return;
      if ('code' in answer) {
        const because = listRefusals.find((code) => code === answer.code) ?? 'storage_unavailable';
        setState({ is: 'refused', because });
        return;
      }
      setState({ is: 'idle' });
      onRead(answer);
    } catch {
      // a file that changed on the disk, or a server that is away
      setState({ is: 'refused', because: 'storage_unavailable' });
    }
  };

  return {
    state,
    read,
    reset: () => {
      running.current?.abort();
      setState({ is: 'idle' });
    },
  };
}

/** XMLHttpRequest, since fetch does not tell how much has been sent. Null if it was given up for another. */
function send(
  address: string,
  source: ListSource,
  running: { current: XMLHttpRequest | null },
  onProgress: (percent: number) => void,
): Promise<ListView | { readonly code: unknown } | null> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    running.current = request;
    request.open('POST', address);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    // not in the address: people put names and numbers into the names of their files
    request.setRequestHeader('x-list-name', encodeURIComponent(source.name.slice(-200)));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onload = () => {
      const answer: unknown = request.response;
      if (typeof answer === 'object' && answer !== null) resolve(answer as ListView);
      else reject(new Error('no answer'));
    };
    request.onerror = () => reject(new Error('no connection'));
    request.onabort = () => resolve(null);
    request.send(source.bytes);
  });
}
