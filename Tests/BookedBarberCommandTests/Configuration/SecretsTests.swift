import Testing

@testable import BookedBarberCommand

@Suite("Secrets stay hidden")
struct SecretsTests {
    @Test(
        "a connection string is shown without its password",
        arguments: [
            ("postgres://anna:pw@db:5432/x?sslmode=require", "postgres://anna:***@db:5432/x?sslmode=require"),
            ("postgres://anna@db/x", "postgres://anna@db/x"),
            ("postgres://db/x", "postgres://db/x"),
            ("postgres://anna:p@ss/w:rd@db/x", "postgres://anna:***@db/x"),
            ("postgres://anna:@db/x", "postgres://anna:***@db/x"),
            ("postgres:///x?host=/run&user=anna&password=pw", "postgres:///x?host=/run&user=anna&password=***"),
            ("postgres://anna@db/x?PASSWORD=a@b&sslpassword=c", "postgres://anna@db/x?PASSWORD=***&sslpassword=***"),
            ("redis://:pw@cache:6379/0", "redis://:***@cache:6379/0"),
            ("host=db user=anna password=pw dbname=x", "host=db user=anna password=*** dbname=x"),
            ("host=db password='a b' dbname=x", "(hidden)"),
            ("host=db password=a\\ b", "(hidden)"),
            ("pw", "(hidden)"),
            ("", "(hidden)"),
        ])
    func shown(_ text: String, _ expected: String) {
        #expect(HiddenPassword.shown(of: text) == expected)
    }

    @Test("no description of a secret has its value")
    func descriptions() {
        let secret = Secret("hunter2hunter2")
        let configuration = BookedBarberConfiguration(payments: PaymentSettings(stripeWebhookSecret: secret))

        var dumped = ""
        dump(configuration, to: &dumped)

        for text in [
            "\(secret)", String(reflecting: secret), "\(configuration)", String(reflecting: configuration), dumped,
        ] {
            #expect(!text.contains("hunter2"))
        }
    }

    private static let values = [
        ("DATABASE_URL", "postgres://anna:hunter2@db/x"),
        ("REDIS_URL", "redis://:hunter2@cache/0"),
        ("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/hunter2"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_hunter2"),
    ]

    @Test("the printed configuration has none", arguments: values)
    func printed(_ variable: String, _ value: String) throws {
        let loaded = try load(environment: [variable: value])
        let report = ConfigurationReport(loaded, stateDirectory: nil)

        #expect(!report.table.contains("hunter2"))
        #expect(!(try report.json()).contains("hunter2"))
        #expect(report.rows.contains { $0.variable == variable && $0.source == "environment" })
    }

    private static let mistakes = [
        ("DATABASE_URL", "mysql://anna:hunter2@db/x"), ("DATABASE_URL", "hunter2"),
        ("DATABASE_URL", "postgres://anna:hunter2 @db/x"),
        ("REDIS_URL", "http://:hunter2@cache/0"), ("REDIS_URL", "hunter2"),
        ("SLACK_WEBHOOK_URL", "hooks.slack.com/services/hunter2"), ("SLACK_WEBHOOK_URL", "https://hunter2 x"),
        ("STRIPE_WEBHOOK_SECRET", "hunter2"), ("STRIPE_WEBHOOK_SECRET", "whsec hunter2"),
    ]

    @Test("an error about a secret names the key, and not the value", arguments: mistakes)
    func errors(_ variable: String, _ value: String) throws {
        let found = problems(environment: [variable: value])

        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("environment variable \(variable): ") == true)
        #expect(found.first?.contains("hunter2") == false)
    }

    @Test("the real value is there for those who need it")
    func value() throws {
        let loaded = try load(environment: Dictionary(uniqueKeysWithValues: Self.values))

        #expect(loaded.configuration.database.url?.value == "postgres://anna:hunter2@db/x")
        #expect(loaded.configuration.payments.stripeWebhookSecret?.value == "whsec_hunter2")
    }
}
