import Testing

@testable import BookedBarberServer

@Suite struct TraceParentTests {
    @Test func `The four parts are read`() throws {
        let parent = try #require(TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))

        #expect(parent.traceID == "0af7651916cd43dd8448eb211c80319c")
        #expect(parent.spanID == "b7ad6b7169203331")
        #expect(parent.flags == 1)
        #expect(parent.description == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    }

    @Test(arguments: [
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff",
    ])
    func `A later version is read as far as it is known`(field: String) {
        #expect(TraceParent(field)?.description == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00-+af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ])
    func `An invalid field is ignored`(field: String) {
        #expect(TraceParent(field) == nil)
    }

    @Test func `A child belongs to the same trace and is another span`() throws {
        var generator = SystemRandomNumberGenerator()
        let parent = try #require(TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))

        let child = parent.child(using: &generator)

        #expect(child.traceID == parent.traceID)
        #expect(child.spanID != parent.spanID)
        #expect(child.flags == 1)
        #expect(TraceParent(child.description) == child)
    }

    @Test func `A trace of one's own can be read back`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let trace = TraceParent(using: &generator)
            #expect(TraceParent(trace.description) == trace)
        }
    }
}
