import Testing

@testable import BookedBarberServer

@Suite struct ClientAddressTests {
    @Test func `Without trusted proxies only the peer counts`() {
        #expect(
            ClientAddress.of(peer: "192.0.2.1", forwardedFor: ["203.0.113.9"], trustedProxies: []) == "192.0.2.1")
    }

    @Test(arguments: [
        (["203.0.113.9"], "203.0.113.9"),
        (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        (["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        (["1.1.1.1, 203.0.113.9, 10.0.0.2 , 10.0.0.1"], "203.0.113.9"),
        ([], "10.0.0.1"), ([""], "10.0.0.1"), (["unknown"], "10.0.0.1"), (["10.0.0.2"], "10.0.0.1"),
    ])
    func `Behind trusted proxies it is the last address that isn't one`(fields: [String], client: String) {
        let address = ClientAddress.of(
            peer: "10.0.0.1", forwardedFor: fields, trustedProxies: ["10.0.0.1", "10.0.0.2"])

        #expect(address == client)
    }

    @Test(arguments: [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("192.0.2.1", "192.0.2.1"),
    ])
    func `A network of IPv6 addresses is one caller`(peer: String, identity: String) {
        #expect(ClientAddress.of(peer: peer, forwardedFor: [], trustedProxies: []) == identity)
    }

    @Test func `A Unix socket has no address`() {
        #expect(ClientAddress.of(peer: nil, forwardedFor: ["1.1.1.1"], trustedProxies: []) == "local")
    }
}
