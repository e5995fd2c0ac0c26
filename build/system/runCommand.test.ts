import { describe, expect, it } from 'vitest';
import { runCommand } from './runCommand.ts';

const node = (script: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand(process.execPath, ['-e', script], options);

describe('runCommand', () => {
  it('gives the exit code and every line of both outputs, as they come', async () => {
    const lines: string[] = [];
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const result = await node(script, { onLine: (line) => lines.push(line) });
    expect(result).toMatchObject({ code: 3, timedOut: false });
    expect(lines.toSorted()).toEqual(['err', 'out']);
    expect(result.output.split('\n').toSorted()).toEqual(['err', 'out']);
  });

  it('adds to the environment', async () => {
    const { output } = await node('console.log(process.env.GREETING)', {
      env: { GREETING: 'hello' },
    });
    expect(output).toBe('hello');
  });

  it('ends a command that takes too long', async () => {
    const result = await node('setInterval(() => {}, 1000)', { timeoutMs: 50 });
    expect(result).toMatchObject({ code: null, timedOut: true });
  });

  it('resolves with a null code when there is no such program', async () => {
    const result = await runCommand('parley-no-such-program', []);
    expect(result).toMatchObject({ code: null, timedOut: false });
    expect(result.output).toContain('ENOENT');
  });
});
