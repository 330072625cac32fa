import static org.chainrule.Chainrule.*;
import org.chainrule.*;
import org.chainrule.expr.*;
void println(Object value) { System.out.println(value); }
