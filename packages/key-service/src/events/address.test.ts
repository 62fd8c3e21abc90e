import { describe, expect, it } from 'vitest'
import { addressProblem } from './address.ts'

describe('the address of a subscriber', () => {
  it.each([
    'https://example.com/hook?a=1',
    'https://example.com:8443/',
    'https://93.184.216.34/hook',
    'https://[2606:4700:4700::1111]/hook',
  ])('may be %s', (url) => {
    expect(addressProblem(url, 'public')).toBeUndefined()
  })

  it.each([
    ['of this machine', 'https://127.0.0.1/'],
    ['of this machine, as one number', 'https://2130706433/'],
    ['of this machine, in hexadecimal', 'https://0x7f000001/'],
    ['of this machine, in octal', 'https://0177.0.0.1/'],
    ['of this machine, shortened', 'https://127.1/'],
    ['of this machine, in wide digits', 'https://１２７.0.0.1/'],
    ['of this machine, as IPv6', 'https://[::1]/'],
    ['of this machine, mapped into IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['of this machine, mapped in hexadecimal', 'https://[::ffff:7f00:1]/'],
    ['of this machine, inside IPv6 as it once was', 'https://[::127.0.0.1]/'],
    ['of no machine', 'https://0.0.0.0/'],
    ['of no machine, as IPv6', 'https://[::]/'],
    ['of a private network', 'https://10.1.2.3/'],
    ['of another private network', 'https://172.16.0.1/'],
    ['of a network at home', 'https://192.168.1.1/'],
    ['of a carrier', 'https://100.64.0.1/'],
    ['of a link, where clouds keep credentials', 'https://169.254.169.254/latest/meta-data/'],
    ['of a link, as IPv6', 'https://[fe80::1]/'],
    ['of a private network, as IPv6', 'https://[fd00:ec2::254]/'],
    ['of everybody', 'https://224.0.0.1/'],
    ['of this machine, through NAT64', 'https://[64:ff9b::7f00:1]/'],
    ['of this machine, through 6to4', 'https://[2002:7f00:1::]/'],
    ['of this machine, by name', 'https://localhost/'],
    ['of this machine, by name with a dot', 'https://localhost./'],
    ['of this machine, below its name', 'https://a.localhost/'],
    ['of a cloud, by name', 'https://metadata.google.internal/'],
    ['of a name without a dot', 'https://intranet/'],
  ])('is none %s', (_, url) => {
    expect(addressProblem(url, 'public')).toBe('The address is of an internal network.')
  })

  it.each([
    ['without https', 'http://example.com/'],
    ['of a file', 'file:///etc/passwd'],
    ['with a name', 'https://a@example.com/'],
    ['with a part after #', 'https://example.com/#a'],
    ['that is no URL', 'example.com'],
    ['without end', `https://example.com/${'a'.repeat(2048)}`],
  ])('is none %s', (_, url) => {
    expect(addressProblem(url, 'public')).toBeTypeOf('string')
  })

  it('may be internal in a closed network', () => {
    expect(addressProblem('http://10.1.2.3:8080/', 'any')).toBeUndefined()
    expect(addressProblem('file:///etc/passwd', 'any')).toBeTypeOf('string')
  })
})
