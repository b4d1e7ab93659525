import Testing

@testable import BookedBarberServer

@Suite struct EntityTagTests {
    @Test(arguments: [
        (["*"], EntityTagCondition.any), ([" * "], .any),
        (["\"7\""], .tags([EntityTag("7")])),
        (["W/\"7\""], .tags([EntityTag("7", isWeak: true)])),
        (["\"a\", \"b\""], .tags([EntityTag("a"), EntityTag("b")])),
        (["\"a\"", "W/\"b\""], .tags([EntityTag("a"), EntityTag("b", isWeak: true)])),
        ([", ,\"a\",,"], .tags([EntityTag("a")])),
        (["\"a,b\""], .tags([EntityTag("a,b")])),
        (["\"\""], .tags([EntityTag("")])),
    ])
    func `A condition is a star or a list of tags`(lines: [String], condition: EntityTagCondition) {
        #expect(EntityTagCondition(lines) == condition)
    }

    @Test(arguments: [
        [""], [","], ["7"], ["\"7"], ["w/\"7\""], ["\"a\" \"b\""], ["*, \"a\""], ["\"a\"b"], ["**"], ["\"a b\""],
    ])
    func `Anything else is no condition`(lines: [String]) {
        #expect(EntityTagCondition(lines) == nil)
    }

    @Test func `If-Match compares strongly`() throws {
        let current = EntityTag(version: 7)

        #expect(try #require(EntityTagCondition(["\"7\""])).matchesStrongly(current))
        #expect(try #require(EntityTagCondition(["\"6\", \"7\""])).matchesStrongly(current))
        #expect(try #require(EntityTagCondition(["*"])).matchesStrongly(current))
        #expect(try !#require(EntityTagCondition(["W/\"7\""])).matchesStrongly(current))
        #expect(try !#require(EntityTagCondition(["\"6\""])).matchesStrongly(current))
    }

    @Test func `If-None-Match compares weakly`() throws {
        let current = EntityTag(version: 7)

        #expect(try #require(EntityTagCondition(["W/\"7\""])).matchesWeakly(current))
        #expect(try #require(EntityTagCondition(["\"7\""])).matchesWeakly(current))
        #expect(try !#require(EntityTagCondition(["\"8\""])).matchesWeakly(current))
    }

    @Test func `A version's tag is strong and quoted`() {
        #expect(EntityTag(version: 12).description == "\"12\"")
        #expect(EntityTag("x", isWeak: true).description == "W/\"x\"")
    }
}
