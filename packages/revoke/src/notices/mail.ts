import { createTransport } from 'nodemailer'

export interface Mail {
  /** The same for the same notice, so that a second copy is known as one. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Throws when the server did not take it. */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailSettings {
  /** `smtp://host:25` or `smtps://user:password@host`. */
  readonly url: string
  readonly from: string
}

export function createMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 4 }, { from })
  const domain = from.replace(/^.*@/, '').replace(/>.*$/, '')
  return {
    async send({ id, to, subject, text }) {
      await transport.sendMail({
        messageId: `<${id}@${domain}>`,
        // As an address alone it cannot name further recipients.
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    },
    close: () => transport.close(),
  }
}
