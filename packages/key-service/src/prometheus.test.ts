import { expect, test } from 'vitest'
import { counter, gauge, histogram } from './prometheus.ts'

test('a counter is a line for each set of labels, whatever stands in them', () => {
  const counted = counter('requests_total', 'Requests.')
  counted.of({ route: 'a"b\\c\n', status: 200 }).add()
  counted.of({ route: '/', status: 404 }).add()
  counted.of({ route: '/', status: 404 }).add()
  expect(counted.lines()).toEqual([
    '# HELP requests_total Requests.',
    '# TYPE requests_total counter',
    'requests_total{route="a\\"b\\\\c\\n",status="200"} 1',
    'requests_total{route="/",status="404"} 2',
  ])
})

test('a histogram counts each value in every bucket that holds it', () => {
  const seconds = histogram('seconds', 'Time.', [0.5, 1])
  for (const value of [0.25, 0.5, 0.75, 3]) seconds.of({ route: '/' }).observe(value)
  expect(seconds.lines().slice(2)).toEqual([
    'seconds_bucket{route="/",le="0.5"} 2',
    'seconds_bucket{route="/",le="1"} 3',
    'seconds_bucket{route="/",le="+Inf"} 4',
    'seconds_sum{route="/"} 4.5',
    'seconds_count{route="/"} 4',
  ])
})

test('a gauge is looked up when somebody asks', async () => {
  let waiting = 1
  const deliveries = gauge('deliveries', 'Deliveries.', 'state', () => Promise.resolve({ waiting }))
  waiting = 2
  expect(await deliveries.lines()).toEqual([
    '# HELP deliveries Deliveries.',
    '# TYPE deliveries gauge',
    'deliveries{state="waiting"} 2',
  ])
})
