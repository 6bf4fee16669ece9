import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { root } from '../../launcher/paths.mjs';

const read = name =>
  fs.readFileSync(path.join(root, 'docs/reference', name), 'utf8');
const reference = listKeys(read('configuration.md'));
const links = read('observability-links.md');

/** Keys in a page: those in backticks, and `.short` ones behind a long one, which share its beginning. */
function listKeys(page) {
  const keys = new Set();
  let before = '';
  for (const [, text] of page.matchAll(/`([^`\n]+)`/g)) {
    const depth = text.split('.').length - 1;
    const key = text.startsWith('.')
      ? before.split('.').slice(0, -depth).join('.') + text
      : text;
    keys.add(key);
    if (text.includes('.')) {
      before = key;
    }
  }
  return keys;
}

/** The keys that a `config.d.ts` declares, such as `access.policies[].count`; lists of values as their own name. */
function listDeclared(file) {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const named = new Map();
  source.forEachChild(node => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      named.set(node.name.text, node);
    }
  });
  const look = type => {
    if (ts.isTypeLiteralNode(type)) {
      return { members: type.members, suffix: '' };
    }
    if (ts.isArrayTypeNode(type)) {
      return inList(look(type.elementType));
    }
    if (ts.isUnionTypeNode(type)) {
      return type.types.map(look).find(found => found);
    }
    if (!ts.isTypeReferenceNode(type)) {
      return undefined;
    }
    if (type.typeName.getText() === 'Array') {
      return inList(look(type.typeArguments[0]));
    }
    const node = named.get(type.typeName.getText());
    if (!node) {
      return undefined;
    }
    return ts.isInterfaceDeclaration(node)
      ? { members: node.members, suffix: '' }
      : look(node.type);
  };
  const inList = found => found && { ...found, suffix: `[]${found.suffix}` };
  const walk = (members, prefix) =>
    [...members].flatMap(member => {
      const name = ts.isIndexSignatureDeclaration(member)
        ? '<NAME>'
        : member.name.getText().replace(/['"]/g, '');
      const found = look(member.type);
      return found
        ? walk(found.members, `${prefix}${name}${found.suffix}.`)
        : [prefix + name];
    });
  return walk(named.get('Config').members, '');
}

const files = ['packages', 'plugins'].flatMap(folder =>
  fs
    .readdirSync(path.join(root, folder))
    .map(name => path.join(root, folder, name, 'config.d.ts'))
    .filter(file => fs.existsSync(file)),
);

test('reference: configuration files are found', () => {
  assert.ok(files.length > 8);
});

for (const file of files) {
  test(`reference: every key of ${path.relative(root, file)} is explained`, () => {
    const declared = listDeclared(file);
    assert.notEqual(declared.length, 0);
    const missing = declared.filter(key =>
      key.startsWith('observability.')
        ? !links.includes(key.split('.').at(-1))
        : !reference.has(key),
    );
    assert.deepEqual(missing, []);
  });
}
