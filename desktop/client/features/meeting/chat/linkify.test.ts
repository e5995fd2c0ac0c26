import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (message: string) =>
  linkify(message).flatMap((part) => (part.kind === 'link' ? [part.text] : []));

describe('linkify', () => {
  it('splits text around links', () => {
    expect(linkify('see https://example.org/a?b=1#c now')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
      { kind: 'text', text: ' now' },
    ]);
  });

  it('opens www. links over https', () => {
    expect(linkify('www.example.org')).toEqual([
      { kind: 'link', text: 'www.example.org', href: 'https://www.example.org/' },
    ]);
  });

  it('links names of the own network', () => {
    expect(links('http://intranet/wiki and http://192.168.1.4:8080/m/x')).toEqual([
      'http://intranet/wiki',
      'http://192.168.1.4:8080/m/x',
    ]);
  });

  it.each([
    ['Read https://example.org.', 'https://example.org'],
    ['(https://example.org/a)', 'https://example.org/a'],
    [
      'https://en.wikipedia.org/wiki/Sfu_(disambiguation)',
      'https://en.wikipedia.org/wiki/Sfu_(disambiguation)',
    ],
    ['really, https://example.org/?q=1!?', 'https://example.org/?q=1'],
    ['看这里https://example.org/会议。谢谢', 'https://example.org/会议'],
    ['"https://example.org/quoted"', 'https://example.org/quoted'],
  ])('finds where the link of %s ends', (message, link) => {
    expect(links(message)).toEqual([link]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'https://',
    'http://.',
    'www.',
    'ftp://a.b',
  ])('never links %s', (message) => {
    expect(links(message)).toEqual([]);
  });

  it('gives the message back when its parts are joined', () => {
    const message = 'a https://x.org, (www.y.org) http:// javascript:https://z.org\nb';
    expect(
      linkify(message)
        .map(({ text }) => text)
        .join(''),
    ).toBe(message);
  });

  it('stays fast on a message made to be slow', () => {
    const message = `https://a.b/${'('.repeat(2000)}${')'.repeat(2000)}`;
    const startedAt = performance.now();
    linkify(message);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});
