import Testing

@testable import BookedBarberCommand

@Suite("What is printed when the program is ready")
struct ServeAnnouncementTests {
    @Test("address, demo accounts, what was started, how to stop")
    func everything() {
        let announcement = ServeAnnouncement(
            host: "127.0.0.1", privateServer: "PostgreSQL 15 in /s/postgres, port 1, process 2",
            webhookSecret: "/s/stripe-webhook-secret")

        #expect(
            announcement.text(port: 8080, monitor: "http://127.0.0.1:8081", hasDemoAccounts: true) == """
                BookedBarber is ready at http://127.0.0.1:8080

                  sign in as    owner   owner@demo.bookedbarber.example
                                barber  barber@demo.bookedbarber.example
                                client  client@demo.bookedbarber.example
                                password, for each of them: fresh-cut-demo
                  dashboard     http://127.0.0.1:8081/dashboard
                  API           http://127.0.0.1:8080/openapi.json
                  webhooks      http://127.0.0.1:8080/webhooks/stripe, signed with the secret in /s/stripe-webhook-secret
                  started       PostgreSQL 15 in /s/postgres, port 1, process 2
                  to stop       Ctrl-C; the data stays
                """)
    }

    @Test("on somebody's own database there are no demo accounts and no private server")
    func ownDatabase() {
        let text = ServeAnnouncement(host: "::1", privateServer: nil, webhookSecret: "STRIPE_WEBHOOK_SECRET")
            .text(port: 1, monitor: nil, hasDemoAccounts: false)

        #expect(text.hasPrefix("BookedBarber is ready at http://[::1]:1\n"))
        #expect(!text.contains("demo"))
        #expect(!text.contains("started"))
    }
}
