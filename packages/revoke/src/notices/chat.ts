import { JobProblem } from '../jobs/jobs.ts'
import type { Outlet } from '../outlet.ts'

/** A room that takes messages as Slack does: Slack, Mattermost, Rocket.Chat, Discord's `/slack`. */
export interface Chat {
  say(text: string): Promise<void>
}

export function createChat(outlet: Outlet, url: string): Chat {
  return {
    async say(text) {
      // Links and mentions would be made of what a reporter wrote.
      const body = JSON.stringify({ text: escaped(text), link_names: false, unfurl_links: false })
      const posted = await outlet.post(url, { 'content-type': 'application/json' }, body)
      if (posted.state !== 'answered') throw new JobProblem(`The room: ${posted.reason}`)
      if (posted.status < 200 || posted.status > 299) {
        throw new JobProblem(`The room answered with ${posted.status}.`)
      }
    },
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
