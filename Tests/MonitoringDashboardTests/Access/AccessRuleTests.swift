import Testing

@testable import MonitoringDashboard

@Suite struct AccessRuleTests {
    private func rule(host: String = "127.0.0.1", names: Set<String> = [], publicURL: String? = nil) throws
        -> AccessRule
    {
        var configuration = MonitoringServerConfiguration()
        configuration.host = host
        configuration.names = names
        configuration.publicURL = publicURL
        configuration.tokens = [try AdminToken("a-token-that-nobody-guesses")]
        return AccessRule(configuration)
    }

    /// A read of somebody at this machine.
    private var local: RequestFacts {
        var facts = RequestFacts()
        facts.path = "/api/snapshot"
        facts.authority = "127.0.0.1:9187"
        facts.peerIsLocal = true
        return facts
    }

    private func status(_ decision: AccessRule.Decision) -> Int? {
        if case .refused(let problem) = decision { problem.status.code } else { nil }
    }

    @Test(arguments: ["127.0.0.1:9187", "localhost:9187", "[::1]:9187", "10.0.0.7", "LOCALHOST"])
    func `people of this machine read without signing in`(authority: String) throws {
        var facts = local
        facts.authority = authority

        #expect(try rule().decide(facts) == .allowed)
    }

    @Test(arguments: [
        "evil.example", "evil.example:9187", "127.0.0.1.evil.example", "localhost.evil.example", "1.2.3", "300.1.1.1",
        "",
    ])
    func `a name that isn't ours is refused, though it leads here`(authority: String) throws {
        var facts = local
        facts.authority = authority

        #expect(status(try rule().decide(facts)) == 421)
    }

    @Test func `a configured name is ours`() throws {
        var facts = local
        facts.authority = "Monitor.Example:443"

        #expect(try rule(names: ["monitor.example"]).decide(facts) == .allowed)
    }

    @Test(
        arguments: [
            ("https://monitor.example", nil), ("https://MONITOR.example", nil), ("https://monitor.example:8443", 403),
            ("http://monitor.example", 403), ("https://monitor.example.evil.example", 403),
            ("https://evil.example", 403),
        ] as [(String, Int?)])
    func `behind a proxy the public URL's pages change something, whatever the Host field says`(
        origin: String, expected: Int?
    ) throws {
        var facts = local
        facts.changesState = true
        facts.path = "/sign-in"
        facts.origin = origin
        facts.fetchSite = "same-origin"

        #expect(status(try rule(publicURL: "https://Monitor.example:443/").decide(facts)) == expected)
    }

    @Test func `the public URL's host is ours, and its proxy need not say that it is one`() throws {
        let rule = try rule(publicURL: "https://monitor.example")
        var facts = local
        #expect(rule.decide(facts) == .needsSignIn)

        facts.authority = "monitor.example"
        #expect(rule.decide(facts) == .needsSignIn)

        facts.authority = "other.example"
        #expect(status(rule.decide(facts)) == 421)
    }

    @Test func `a public URL of this machine leaves its people in`() throws {
        #expect(try rule(publicURL: "http://localhost:8080").decide(local) == .allowed)
    }

    @Test func `what a proxy passes on comes from anywhere`() throws {
        var facts = local
        facts.isForwarded = true

        #expect(try rule().decide(facts) == .needsSignIn)
    }

    @Test func `on other addresses nobody reads without the token or a session`() throws {
        let rule = try rule(host: "0.0.0.0")
        var facts = local
        #expect(rule.decide(facts) == .needsSignIn)

        facts.session = "s"
        #expect(rule.decide(facts) == .needsSession("s"))

        facts.bearer = "another-token-of-that-length"
        #expect(status(rule.decide(facts)) == 401)

        facts.bearer = "a-token-that-nobody-guesses"
        #expect(rule.decide(facts) == .allowed)
    }

    @Test(
        arguments: [
            (nil, nil, 403), ("http://127.0.0.1:9187", nil, nil), (nil, "same-origin", nil),
            ("http://127.0.0.1:9187", "same-origin", nil), ("http://127.0.0.1:9187", "cross-site", 403),
            ("http://evil.example", "same-origin", 403), ("http://evil.example", nil, 403),
            ("http://127.0.0.1:80", nil, 403), ("null", nil, 403), (nil, "same-site", 403), (nil, "none", 403),
        ] as [(String?, String?, Int?)])
    func `only our own pages change something`(origin: String?, site: String?, expected: Int?) throws {
        var facts = local
        facts.changesState = true
        facts.contentType = "application/json; charset=utf-8"
        (facts.origin, facts.fetchSite) = (origin, site)

        #expect(status(try rule().decide(facts)) == expected)
    }

    @Test func `a change is JSON, with the token too`() throws {
        var facts = local
        facts.changesState = true
        facts.bearer = "a-token-that-nobody-guesses"
        facts.contentType = "text/plain"
        #expect(status(try rule().decide(facts)) == 415)

        facts.hasBody = false
        #expect(try rule().decide(facts) == .allowed)
    }

    @Test(arguments: ["//api/alerts/test", "/api/alerts/test/", "/API/alerts/test", "/dashboard"])
    func `however a path is written, a change through it is JSON`(path: String) throws {
        var facts = local
        facts.changesState = true
        facts.path = path
        facts.fetchSite = "same-origin"
        facts.contentType = "text/plain"

        #expect(status(try rule().decide(facts)) == 415)
    }

    @Test func `pages of other sites may link here, and not read or listen`() throws {
        var facts = local
        facts.fetchSite = "cross-site"
        facts.fetchMode = "no-cors"
        #expect(status(try rule().decide(facts)) == 403)

        facts.fetchMode = "navigate"
        #expect(try rule().decide(facts) == .allowed)
    }

    @Test(arguments: ["/sign-in", "/assets/dashboard.css"])
    func `strangers see the sign-in page and its style`(path: String) throws {
        var facts = local
        facts.path = path

        #expect(try rule(host: "10.0.0.7").decide(facts) == .allowed)
    }
}
