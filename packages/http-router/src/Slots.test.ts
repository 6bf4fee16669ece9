import { Slots } from './Slots';

it('gives each slot to one at a time, and takes it back however that ends', async () => {
  const slots = new Slots(1, 'Too many');
  let end = () => {};
  const first = slots.use(
    () =>
      new Promise<void>(resolve => {
        end = resolve;
      }),
  );
  await expect(slots.use(async () => 'second')).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: 'Too many',
  });
  end();
  await first;
  await expect(
    slots.use(async () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  await expect(slots.use(async () => 'third')).resolves.toBe('third');
});
