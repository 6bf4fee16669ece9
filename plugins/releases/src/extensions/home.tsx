import { createHomePart } from '@stagedoor/ui-parts/home';

export const waitsForMe = createHomePart(
  'waits-for-me',
  'Releases that wait for you',
  async () => {
    const { WaitsForMeWidget } = await import('../home/WaitsForMeWidget');
    return <WaitsForMeWidget />;
  },
);

export const myServices = createHomePart(
  'my-services',
  'My services',
  async () => {
    const { MyServicesWidget } = await import('../home/MyServicesWidget');
    return <MyServicesWidget />;
  },
);

export const runsNow = createHomePart('runs-now', 'Runs now', async () => {
  const { RunsNowWidget } = await import('../home/RunsNowWidget');
  return <RunsNowWidget />;
});
