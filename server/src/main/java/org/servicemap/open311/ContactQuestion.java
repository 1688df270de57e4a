package org.servicemap.open311;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryAttribute;

/**
 * The question of services that nobody may file under anonymously: so clients read in the definition, as they read of every other
 * question, that a contact is needed. GeoReport's own {@code phone} and {@code email} answer it too. What is answered is the
 * petitioner's contact and kept as that, sealed; never as an answer.
 */
final class ContactQuestion {
    private static final String CODE = "contact";
    private static final String ARGUMENT = "attribute[" + CODE + "]";

    static final CategoryAttribute QUESTION = new CategoryAttribute(
            CODE,
            CategoryAttribute.Datatype.STRING,
            true,
            true,
            LocalText.of("zh", "如何联系您", "en", "How you can be reached"),
            LocalText.of(
                    "zh",
                    "电话号码或电子邮箱；已填 phone 或 email 的不必再填",
                    "en",
                    "A phone number or an e-mail address; not needed beside phone or email"),
            List.of());

    private ContactQuestion() {}

    /** Whether a pack asks for something of its own under this code; then it is that which is asked. */
    static boolean isAskedOtherwise(List<CategoryAttribute> questions) {
        return questions.stream().anyMatch(question -> question.code().equals(CODE));
    }

    /** What was answered; null when nothing was. */
    static @Nullable String answer(Map<String, List<String>> arguments) {
        return Attributes.given(arguments, CODE).stream().findFirst().orElse(null);
    }

    /** A name alone is enough, as it is for every other way to file: it is only not anonymous. */
    static void requireNamed(boolean named) {
        if (!named) {
            throw Open311Errors.BAD_ARGUMENT.problem(
                    "this service cannot be asked for anonymously: " + ARGUMENT
                            + ", phone, email or a name was not provided",
                    ARGUMENT);
        }
    }
}
