import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { sendToOwnPlain } from './sendToOwnPlain';

/** The root router as Backstage has it, except that plugins which ask each other have plain answers. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults }) {
    app.use(sendToOwnPlain);
    applyDefaults();
  },
});
