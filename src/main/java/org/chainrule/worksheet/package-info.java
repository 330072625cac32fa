/**
 * Worksheets: files of definitions, values and questions among prose, answered in order.
 *
 * <p>{@link org.chainrule.worksheet.WorksheetReader} cuts a file into prose and lines of
 * mathematics; {@link org.chainrule.worksheet.QuestionKind} is the table of questions, which reads
 * one and says who answers it; {@link org.chainrule.worksheet.WorksheetRunner} goes through the
 * lines and makes a {@link org.chainrule.document.Document} of what it finds.
 */
@NullMarked
package org.chainrule.worksheet;

import org.jspecify.annotations.NullMarked;
