// A staffing system's tables and rows: no dates but years, people with managers, projects many to many, made from a seed.
import type { MadeTables } from "../made-tables.ts";
import { seeded, type Seeded } from "../seeded.ts";

const DEPARTMENTS = ["Engineering", "Sales", "Support", "Finance", "Legal"] as const;
const FIRST = ["Ada", "Bruno", "Cora", "Dario", "Elin", "Farid", "Gita", "Hans", "Ines", "Jamal", "Karin", "Luis", "Mina"] as const;
const LAST = ["Abel", "Brandt", "Correa", "Duarte", "Ekholm", "Farkas", "Grieg", "Holm", "Ivanov", "Jonker", "Kovacs"] as const;
const PROJECTS = ["Apollo", "Borealis", "Cascade", "Delphi", "Everest", "Fortuna", "Galaxy", "Horizon", "Icarus", "Juniper"] as const;
const COURSES = [["First Aid", "Safety", 180], ["Fire Drill", "Safety", 45], ["Python Basics", "Technology", 600], ["SQL Basics", "Technology", 480], ["Negotiation", "Communication", 240], ["Public Speaking", "Communication", 300], ["Data Privacy", "Law", 60], ["Quantum Computing", "Technology", 900]] as const;
const OFFICES = ["Zurich", "Lisbon", "Warsaw"] as const;

export const STAFF: MadeTables = {
  schema: "staff",
  tables: [
    { name: "departments", columns: "id integer primary key, company text not null, name text not null" },
    { name: "employees", columns: "id integer primary key, company text not null, name text not null, department_id integer not null references staff.departments, manager_id integer references staff.employees, office text, hired_year integer not null, left_year integer, weekly_hours numeric(4,1) not null, salary numeric(10,2), remote boolean not null" },
    { name: "projects", columns: "id integer primary key, company text not null, name text not null, client text, budget numeric(12,2), start_year integer not null, finished boolean not null" },
    { name: "assignments", columns: "id integer primary key, company text not null, employee_id integer not null references staff.employees, project_id integer not null references staff.projects, role text not null, workload numeric(4,2) not null" },
    { name: "courses", columns: "id integer primary key, company text not null, title text not null, topic text not null, minutes integer not null" },
    { name: "attendances", columns: "id integer primary key, company text not null, employee_id integer not null references staff.employees, course_id integer not null references staff.courses, year integer not null, passed boolean, score numeric(5,1), minutes_spent integer" },
  ],
  rows() {
    const random = seeded(77);
    const staff: Staff = { departments: [], employees: [], projects: [], assignments: [], courses: [], attendances: [] };
    fill(staff, "helios", { employees: 64, projects: 10 }, random);
    fill(staff, "borea", { employees: 20, projects: 4 }, random);
    return { ...staff };
  },
};

interface Employee { id: number; hired_year: number; left_year: number | null }
interface Staff { departments: object[]; employees: Employee[]; projects: object[]; assignments: object[]; courses: object[]; attendances: object[] }

function fill(staff: Staff, company: string, size: { employees: number; projects: number }, random: Seeded): void {
  const firsts = { department: staff.departments.length + 1, employee: staff.employees.length + 1, project: staff.projects.length + 1, course: staff.courses.length + 1 };
  for (const name of DEPARTMENTS) staff.departments.push({ id: staff.departments.length + 1, company, name });
  for (const [title, topic, minutes] of COURSES) staff.courses.push({ id: staff.courses.length + 1, company, title, topic, minutes });
  for (const name of PROJECTS.slice(0, size.projects)) projectOf(staff, company, name, random);
  for (let index = 0; index < size.employees; index += 1) {
    const employee = employeeOf(staff, company, index, firsts, random);
    assign(staff, company, employee, firsts.project, size.projects, random);
    attend(staff, company, employee, firsts.course, random);
  }
}

function projectOf(staff: Staff, company: string, name: string, random: Seeded): void {
  staff.projects.push({ id: staff.projects.length + 1, company, name, client: random.chance(0.25) ? null : random.pick(["Acme", "Globex", "Initech"]), budget: random.chance(0.1) ? null : random.whole(20, 400) * 1000, start_year: random.whole(2016, 2023), finished: random.chance(0.4) });
}

function employeeOf(staff: Staff, company: string, index: number, firsts: { department: number; employee: number }, random: Seeded): Employee {
  const hired_year = index < 4 ? 2012 : random.whole(2013, 2023);
  const left_year = index > 5 && hired_year < 2022 && random.chance(0.25) ? random.whole(hired_year + 1, 2023) : null;
  const made = {
    id: staff.employees.length + 1, company, name: `${FIRST[index % FIRST.length] ?? ""} ${LAST[index % LAST.length] ?? ""}`,
    department_id: firsts.department + Math.floor(random.next() ** 1.6 * (DEPARTMENTS.length - 1)), manager_id: index === 0 ? null : firsts.employee + random.whole(0, Math.min(index, 6) - 1),
    office: random.chance(0.08) ? null : random.pick(OFFICES), hired_year, left_year, weekly_hours: random.pick([40, 40, 32, 20]), salary: random.chance(0.07) ? null : random.whole(42, 140) * 1000, remote: random.chance(0.35),
  };
  staff.employees.push(made);
  return made;
}

/** The last project of a company has nobody. */
function assign(staff: Staff, company: string, employee: Employee, first: number, projects: number, random: Seeded): void {
  const taken = new Set(Array.from({ length: random.whole(0, 3) }, () => random.whole(0, projects - 2)));
  for (const place of taken) staff.assignments.push({ id: staff.assignments.length + 1, company, employee_id: employee.id, project_id: first + place, role: random.pick(["developer", "analyst", "lead"]), workload: random.pick([0.5, 0.25, 0.2, 1]) });
}

/** The last course has nobody. */
function attend(staff: Staff, company: string, { id: employee_id, hired_year, left_year }: Employee, first: number, random: Seeded): void {
  for (let year = hired_year; year <= (left_year ?? 2023); year += 1) {
    if (!random.chance(0.55)) continue;
    const place = random.whole(0, COURSES.length - 2);
    const passed = random.chance(0.1) ? null : random.chance(0.8);
    const minutes = COURSES[place]?.[2] ?? 0;
    staff.attendances.push({ id: staff.attendances.length + 1, company, employee_id, course_id: first + place, year, passed, score: passed === null ? null : random.whole(passed ? 60 : 20, passed ? 100 : 59), minutes_spent: passed === null ? null : Math.round(minutes * (0.6 + random.next() * 0.6)) });
  }
}
