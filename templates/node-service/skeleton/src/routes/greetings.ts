import type { FastifyInstance } from 'fastify';

interface GreetingRequest {
  name: string;
  language?: 'en' | 'de' | 'es';
}

interface Greeting {
  message: string;
}

const greetingRequestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100, pattern: '\\S' },
    language: { enum: ['en', 'de', 'es'] },
  },
} as const;

const greetingSchema = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' } },
} as const;

const salutations = { en: 'Hello', de: 'Hallo', es: 'Hola' } as const;

/** An example to replace: one route whose input is checked before it is used. */
export function addGreetingRoutes(app: FastifyInstance): void {
  app.post<{ Body: GreetingRequest; Reply: Greeting }>(
    '/v1/greetings',
    {
      schema: {
        body: greetingRequestSchema,
        response: { 200: greetingSchema },
      },
    },
    async request => {
      const { name, language = 'en' } = request.body;
      return { message: `${salutations[language]}, ${name.trim()}!` };
    },
  );
}
