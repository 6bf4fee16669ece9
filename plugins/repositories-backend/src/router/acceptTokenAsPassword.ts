import { RequestHandler } from 'express';

/**
 * Lets git clients sign in: they send a name, which does not matter, and a password, which is a token of Stagedoor.
 * From here on the request looks as if it came with that token, to authentication and to the audit log alike.
 */
export const acceptTokenAsPassword: RequestHandler = (req, _res, next) => {
  const match = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(
    req.headers.authorization ?? '',
  );
  if (match) {
    const decoded = Buffer.from(match[1], 'base64').toString('utf8');
    const password = decoded.slice(decoded.indexOf(':') + 1);
    req.headers.authorization = `Bearer ${password}`;
  }
  next();
};
