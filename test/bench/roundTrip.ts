import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** ms of a bare question and its short answer over a kept connection, without any SDK: what nobody can be faster than. */
export async function roundTrips(endpoint: string, times: number): Promise<readonly number[]> {
  const measured: number[] = [];
  for (let i = 0; i <= times; i++) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      const sent = request(endpoint, { method: 'POST', agent }, answer => answer.resume().once('end', resolve));
      sent.once('error', reject).end('Action=DescribeClusters&Version=2012-12-01');
    });
    measured.push(performance.now() - start);
  }
  // The first one made the connection.
  return measured.slice(1);
}
