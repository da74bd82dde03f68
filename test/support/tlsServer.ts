// A server with a certificate that nobody knows but who was told: what a company's proxy looks like from here.
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** For 127.0.0.1 and localhost, by itself, until 2120. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBkTCCATegAwIBAgIBATAKBggqhkjOPQQDAjApMScwJQYDVQQDDB5UZXN0IG9m
IHRoZSBjZXJ0aWZpY2F0ZSBidW5kbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAx
MDEwMDAwMDBaMCkxJzAlBgNVBAMMHlRlc3Qgb2YgdGhlIGNlcnRpZmljYXRlIGJ1
bmRsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPmpew8OjD3RgUW7IxA4AQvp
Q0eo9omIaPmj5wzWffuDXS7M+rslp9ULfPhcs4blQUViCmbRBzhCfMhPCKHq9Fmj
TjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0
MB0GA1UdDgQWBBQhHTgn8JHQRJKCe3hKIX5gS+xyEDAKBggqhkjOPQQDAgNIADBF
AiBtmvH6kzwdygeFpZRPRC2X48oaPFL9PG5NBe4KeHnWcQIhAKfkWPt/ClQWOh0/
4+44k1JLBAFiz1GpoVxk4HyXtsVF
-----END CERTIFICATE-----
`;

/** Opens nothing but the server below. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJChiEDK68q/4BuVt
Jl30G4s12LNHpCU8CT9zZHZhFCahRANCAAT5qXsPDow90YFFuyMQOAEL6UNHqPaJ
iGj5o+cM1n37g10uzPq7JafVC3z4XLOG5UFFYgpm0Qc4QnzITwih6vRZ
-----END PRIVATE KEY-----
`;

export interface TlsServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Passes everything on to another server. */
export async function serveTls(target: string): Promise<TlsServer> {
  const server = createServer({ cert: certificate, key }, (incoming, response) => {
    const { method, url, headers } = incoming;
    const outgoing = request(`${target}${url}`, { method, headers, agent: false }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
