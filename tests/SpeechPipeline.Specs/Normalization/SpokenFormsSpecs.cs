using SpeechPipeline.Normalization;

namespace SpeechPipeline.Specs.Normalization;

public sealed class SpokenFormsSpecs
{
    static readonly SpokenForms Words = new(
    [
        new("SQL", "sequel"), new("nginx", "engine x"), new("Kubernetes", "cooper netties"), new("US", "you ess"), new("it", "eye tee"),
        new("New York", "Noo York"), new("New York City", "the big one"), new("York City", "never"), new("C++", "see plus plus"), new(".NET", "dot net"),
        new("Dr.", "doctor"), new("東京", "とうきょう"), new("café", "caffay"), new("sequel", "never again"), new("Müller", "Miller"),
    ]);

    [Theory]
    [InlineData("SQL is not sql, Sql or MySQL.", "sequel is not sql, Sql or MySQL.")]
    [InlineData("Nginx, NGINX and nginx; nginxs not.", "engine x, engine x and engine x; nginxs not.")]
    [InlineData("KUBERNETES and kubernetes", "cooper netties and cooper netties")]
    [InlineData("The US gave us it. IT did.", "The you ess gave us eye tee. eye tee did.")]
    [InlineData("New York City, New York and York City", "the big one, Noo York and never")]
    [InlineData("C++ and C++. .NET 10; ASP.NET", "see plus plus and see plus plus. dot net 10; ASPdot net")]
    [InlineData("Dr. Who", "doctor Who")]
    [InlineData("東京に住む。北東京都", "とうきょうに住む。北とうきょう都")]
    [InlineData("SQL's and SQL’s (SQL) SQL-based l’SQL SQL'd SQL_x SQL2", "sequel's and sequel’s (sequel) sequel-based l’sequel SQL'd SQL_x SQL2")]
    [InlineData("it's it'll it", "eye tee's it'll eye tee")]
    [InlineData("CAFÉ müller", "caffay Miller")]
    [InlineData("", "")]
    public void Whole_words_are_said_as_the_caller_wants(string text, string said) => Assert.Equal(said, Words.Apply(text));

    [Fact]
    public void A_mark_belongs_to_the_letter_before_it() =>
        Assert.Equal("q\u0307 x", new SpokenForms([new("q", "cue"), new("y", "why")]).Apply("q\u0307 x"));

    [Fact]
    public void Of_two_forms_the_exact_one_is_preferred()
    {
        var words = new SpokenForms([new("polish", "polish"), new("PoLish", "exact")]);

        Assert.Equal("exact polish polish", words.Apply("PoLish Polish POLISH"));
    }
}
