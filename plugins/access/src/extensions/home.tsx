import { createHomePart } from '@stagedoor/ui-parts/home';

export const waitsForMe = createHomePart(
  'waits-for-me',
  'Requests for access that wait for you',
  async () => {
    const { WaitsForMeWidget } = await import('../home/WaitsForMeWidget');
    return <WaitsForMeWidget />;
  },
);

export const myAccess = createHomePart('my-access', 'My access', async () => {
  const { MyAccessWidget } = await import('../home/MyAccessWidget');
  return <MyAccessWidget />;
});
