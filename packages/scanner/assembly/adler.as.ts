/** The checksum a zlib stream ends with. */
export function adler(from: usize, end: usize): u32 {
  let a: u32 = 1
  let b: u32 = 0
  while (from < end) {
    // So many that no sum overflows.
    let stop = from + min(end - from, 5552)
    let all = i32x4.splat(0)
    let before = i32x4.splat(0)
    let weighed = i32x4.splat(0)
    const length = <u32>(stop - from)
    const start = a
    for (; from + 16 <= stop; from += 16) {
      const bytes = v128.load(from)
      before = i32x4.add(before, all)
      all = i32x4.add(all, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)))
      const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), i16x8(16, 15, 14, 13, 12, 11, 10, 9))
      const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), i16x8(8, 7, 6, 5, 4, 3, 2, 1))
      weighed = i32x4.add(weighed, i32x4.add(low, high))
    }
    const whole = length & ~15
    b = <u32>((<u64>b + <u64>start * whole + sum(before) * 16 + sum(weighed)) % 65521)
    a = <u32>((<u64>a + sum(all)) % 65521)
    for (; from < stop; from++) {
      a += load<u8>(from)
      b += a
    }
    a %= 65521
    b %= 65521
  }
  return (b << 16) | a
}

@inline
function sum(lanes: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(lanes, 0)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 1)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 2)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 3))
  )
}

