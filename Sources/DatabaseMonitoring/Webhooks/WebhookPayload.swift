internal import Foundation

/// The JSON that a webhook which is not Slack's gets by POST: version 1. Later versions of the program may add members;
/// one that leaves some out, or changes them, has another version.
///
/// ```json
/// {
///   "version": 1, "source": "bookedbarber on shop-1", "sent_at": 1795900000.5, "is_test": false,
///   "alerts": [{
///     "kind": "fired", "text": "🟠 WARNING: Sessions wait for a lock. 12 s, limit 100 ms (lock_wait)",
///     "began_at": 1795899988.0, "at": 1795900000.0, "lasted": 12.0, "worst": 12.0,
///     "link": "https://shop-1.example/dashboard#alert-lock_wait",
///     "untold": [], "alert": { "name": "lock_wait", … }
///   }]
/// }
/// ```
///
/// Times are seconds since 1970, durations seconds. `kind` is `fired`, `updated`, `reminded` or `resolved`; `untold` lists
/// what happened before and couldn't be sent then; `alert` is an ``AlertRow``. The same message may arrive twice, when the
/// answer to the first was lost.
struct WebhookPayload: Encodable {
    struct Alert: Encodable {
        let kind: AlertEvent.Kind
        let text: String
        let beganAt: Date
        let at: Date
        let lasted: Double
        let worst: Double?
        let link: String?
        let untold: [PendingAlert.Step]
        let alert: AlertRow
    }

    let version = 1
    let source: String
    let sentAt: Date
    let isTest: Bool
    let alerts: [Alert]

    init(_ message: WebhookMessage) {
        (source, sentAt, isTest) = (message.sender.source, message.time, message.alerts.isEmpty)
        alerts = message.alerts.map { pending in
            let (event, text) = (pending.event, AlertText(pending: pending))
            return Alert(
                kind: event.kind, text: "\(text.headline). \(text.figures)", beganAt: event.began, at: event.time,
                lasted: event.lasted, worst: event.worst, link: message.sender.link(to: event.row.name),
                untold: pending.untold, alert: event.row)
        }
    }
}
